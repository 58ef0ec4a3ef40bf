"""Safe text: what is shown is cleaned here, measured here and wrapped here."""
