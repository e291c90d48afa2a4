using Overtone.Data;
using Overtone.Data.Snapshots;
using static TorchSharp.torch;

namespace Overtone.Tests.Data.Snapshots;

public sealed class SavedDirectionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Directions_have_length_one()
    {
        using var scope = NewDisposeScope();
        NpyWriter.Write<float>(_folder["d.npy"], [3, 4, 0, -2], 2, 2);
        Tensors.RequireNear(tensor(new[] { 0.6, 0.8, 0, -1 }).reshape(2, 2), SavedDirections.Read(_folder["d.npy"], 2), 1e-12);
        NpyWriter.Write<double>(_folder["d.npy"], [0, 5, 0], 3);
        Tensors.RequireNear(tensor(new[] { 0.0, 1, 0 }).reshape(1, 3), SavedDirections.Read(_folder["d.npy"], 3), 1e-12);
    }

    [Fact]
    public void What_does_not_fit_or_has_no_length_is_refused()
    {
        NpyWriter.Write<double>(_folder["d.npy"], [0, 1, 0, 0], 2, 2);
        Assert.Contains("values: found a direction of length 0", Refused(2));
        Assert.Contains("shape: found (2, 2), expected (3,) or (directions, 3)", Refused(3));
        NpyWriter.Write<double>(_folder["d.npy"], [0, 1], 1, 1, 2);
        Assert.Contains("(directions, features)", Refused(2));
        NpyWriter.Write<double>(_folder["d.npy"], [], 0, 2);
        Assert.Contains("shape: found (0, 2)", Refused(2));
    }

    private string Refused(int features) =>
        Assert.Throws<DataFormatException>(() => SavedDirections.Read(_folder["d.npy"], features)).Message;
}
