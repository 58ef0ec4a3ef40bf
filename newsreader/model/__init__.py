"""The nouns everybody speaks: frozen values, standard library only."""
