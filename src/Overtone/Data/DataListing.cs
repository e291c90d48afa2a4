namespace Overtone.Data;

/// <summary>A data set that is there to be opened, described without reading its pixels.</summary>
/// <param name="Name">The name to open it by.</param>
/// <param name="Path">Where it lies; null for data inside the library.</param>
/// <param name="TrainCount">Number of training images, or of all images where there is one part only; 0 where that is a test part.</param>
/// <param name="TestCount">Number of test images, or null where there is one part only.</param>
/// <param name="Shape">The shape of every image; for a folder of images that of its first.</param>
/// <param name="ClassNames">One name per label, in label order.</param>
/// <remarks>Source: Overtone's own.</remarks>
public sealed record DataListing(
    string Name,
    string? Path,
    int TrainCount,
    int? TestCount,
    ImageShape Shape,
    IReadOnlyList<string> ClassNames);
