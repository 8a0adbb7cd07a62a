"""The Streamlit pages and what they share. Knows extract and graph; neither knows it."""
