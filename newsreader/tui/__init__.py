"""The screen: keys in, a picture out. The only room that knows Textual."""
