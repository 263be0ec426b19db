"""The domain of the atlas: plain functions on tables; knows no screen."""
