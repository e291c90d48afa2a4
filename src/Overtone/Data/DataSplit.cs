namespace Overtone.Data;

/// <summary>A data set in its two usual parts.</summary>
/// <param name="Train">The training images, or all images where the source has one part only.</param>
/// <param name="Test">The held-out images of the same shape and classes, or null where the source has one part only.</param>
/// <remarks>Source: the train/test division the distributors of each set made; see docs/data.md.</remarks>
public sealed record DataSplit(Dataset Train, Dataset? Test)
{
    /// <summary>What a finished model is judged on: the test images, or all images where there is one part only.</summary>
    public Dataset Evaluation => Test ?? Train;

    /// <summary>Requires that the images of each part have one size.</summary>
    internal void RequireOneSize()
    {
        Train.RequireOneSize();
        Test?.RequireOneSize();
    }
}
