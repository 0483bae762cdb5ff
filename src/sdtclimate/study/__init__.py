"""The main job, eight named steps."""
