"""What the app's pages share; the only part of the package that knows Streamlit."""
