package dev.weft.study;

import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import dev.weft.run.Recording;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an executor of trainings needs to know of a study.
 *
 * @param folder where the files of each training end up
 * @param data finds a data set; asked once for each, without a fold for its test part
 * @param recording makes for each training what writes it into a store
 * @param workers trainings at once on this machine, at least 1
 * @param threads of all of them together on this machine; on a cluster, of each
 * @param further what is measured on each training that came to its end; empty for nothing
 */
public record PoolSetup(
    StudyFolder folder,
    Function<DataSource, ImageDataset> data,
    Supplier<Recording> recording,
    int workers,
    int threads,
    Optional<FurtherMeasurement> further) {}
