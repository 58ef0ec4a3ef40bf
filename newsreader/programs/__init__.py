"""Other programs (browser, editor, hooks): the only room that starts any."""
