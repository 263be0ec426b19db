"""What is said in the reader's language: texts, numbers, dates, and names in Latin letters."""
