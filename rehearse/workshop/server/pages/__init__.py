"""The pages: hand-made, a few kilobytes each, with nothing from elsewhere. They work without JavaScript, too."""
