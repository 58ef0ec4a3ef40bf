"""What the keys do, one module a part of the screen; an action's id names its part and the part's method."""
