# The file was never saved.
# must: stage1.defined
# says: empty
