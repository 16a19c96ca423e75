"""A shop's short videos: the list, the upload and the form of one."""
