"""What each panel says, as frozen objects in plain text: page, picture, slide and command line draw the same."""
