"""The benchmark: how much time, memory and space the build of a site of any size takes."""
