"""The only code that knows Streamlit and pydeck."""
