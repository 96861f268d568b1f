-- What Weft 0.1 called split.train_pictures is split.train_images now.
UPDATE provenance SET name = REPLACE(name, '_pictures', '_images') WHERE name LIKE 'split.%';
