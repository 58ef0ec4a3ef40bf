"""The schema's step for long articles: from here on `articles.body` and `linked.body` may be packed in slices (`store.packing`). Nothing
that is there is touched; the step keeps a program that doesn't know slices from reading them."""

STEP: tuple[str, ...] = ()
