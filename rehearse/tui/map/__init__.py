"""A meeting as a picture in layers, at three sizes."""
