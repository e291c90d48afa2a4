namespace Overtone.Data;

/// <summary>Some images of another set, in the given order; nothing is copied.</summary>
internal sealed class SubsetDataset : Dataset
{
    private readonly Dataset _whole;
    private readonly int[] _indices;

    internal SubsetDataset(Dataset whole, int[] indices, string name)
        : base(name, whole.Shape, whole.ClassNames, SelectLabels(whole, indices), whole.Files)
    {
        _whole = whole;
        _indices = indices;
    }

    public override void ReadPixels(int index, Span<float> destination) => _whole.ReadPixels(_indices[index], destination);

    internal override bool IsInMemory => _whole.IsInMemory;

    internal override void Prepare(ReadOnlySpan<int> indices)
    {
        var ofWhole = new int[indices.Length];
        for (var position = 0; position < indices.Length; position++)
        {
            ofWhole[position] = _indices[indices[position]];
        }

        _whole.Prepare(ofWhole);
    }

    private static int[] SelectLabels(Dataset whole, int[] indices)
    {
        var labels = whole.Labels;
        var selected = new int[indices.Length];
        for (var position = 0; position < indices.Length; position++)
        {
            selected[position] = labels[indices[position]];
        }

        return selected;
    }
}
