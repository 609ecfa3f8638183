"""The ASGI application: Streamlit with our own routes."""
