"""Extraction at scale: a corpus is cut into shards, shards into pieces; a crew works on pieces, whoever it is; a
finished shard is a file.

    sources → shards → pieces → dispatch(crew) → results in order → shard files, manifest, stories

What a crew is made of (this very process, forked processes, Ray actors on many machines) changes nothing in the output,
because pieces are cut, ordered and written by one process. After datatrove's executors (Hugging Face), in which the
engine only launches a generator and a finished shard is a file.
"""
