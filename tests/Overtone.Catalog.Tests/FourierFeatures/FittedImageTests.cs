using Overtone.Catalog.FourierFeatures;
using Overtone.Spectra;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;
using TorchSharp;

namespace Overtone.Catalog.Tests.FourierFeatures;

/// <summary>What networks are fitted to, seen through a run.</summary>
public sealed class FittedImageTests : IDisposable
{
    private readonly TestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_small_image_is_enlarged_by_repeating_its_pixels_and_every_fit_is_of_the_same_one()
    {
        var options = new FourierFeaturesOptions { Size = 16, Features = 4, Widths = [4], Steps = 10, Replicates = 1 };
        RunOutcome outcome = _run.Execute(new FourierFeaturesStudy(), options, TestContext.Current.CancellationToken);
        Assert.Empty(outcome.Failures);
        var image = outcome.Tables["images"].Rows.Where(r => r.Text("network") == "image").ToArray();

        // One from the network on all pixels, one from that on half of them.
        Assert.Equal(2 * 16 * 16, image.Length);
        foreach (var kind in new[] { "all", "half" })
        {
            var values = image
                .Where(r => r.Text("pixels") == kind)
                .ToDictionary(r => (r.Integer("row"), r.Integer("column")), r => r.Number("value"));
            Assert.All(values, pixel => Assert.Equal(values[(pixel.Key.Item1 / 2 * 2, pixel.Key.Item2 / 2 * 2)], pixel.Value));
            Assert.InRange(values.Values.Max(), 0.5, 1);
        }

        Assert.Equal(image.Take(256).Select(r => r.Number("value")), image.Skip(256).Select(r => r.Number("value")));
    }

    [Fact]
    public void White_noise_is_measured_ring_by_ring_relative_to_the_image()
    {
        var options = new FourierFeaturesOptions { Size = 16, Features = 4, Widths = [4], Steps = 10, Replicates = 2 };
        var tables = _run.Execute(new FourierFeaturesStudy(), options, TestContext.Current.CancellationToken).Tables;
        var image = torch.tensor(
            [
                .. tables["images"].Rows
                    .Where(r => r.Text("network") == "image" && r.Text("pixels") == "all")
                    .OrderBy(r => r.Integer("row")).ThenBy(r => r.Integer("column")).Select(r => r.Number("value")),
            ],
            torch.float64).reshape(16, 16);
        using var noise = RandomStreams.Normal(1, "white-noise", 0, image.shape);
        var expected = RadialProfile.RelativeErrors(noise.to_type(torch.ScalarType.Float64), image);
        Row[] first = [.. tables["white_noise"].Rows.Where(r => r.Integer("seed") == 1)];
        Assert.Equal(Enumerable.Range(0, 9).Select(n => (long)n), first.Select(r => r.Integer("frequency")));
        Assert.All(first.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Number("error"), 1e-4 * pair.Second));
        Assert.Equal(18, tables["white_noise"].RowCount);
    }

    [Fact]
    public void Networks_begin_without_any_of_the_image_and_zero_frequency_counts()
    {
        var options = new FourierFeaturesOptions { Size = 16, Features = 4, Widths = [4], Steps = 10, Replicates = 1 };
        var tables = _run.Execute(new FourierFeaturesStudy(), options, TestContext.Current.CancellationToken).Tables;
        Assert.Equal(Enumerable.Range(0, 9).Select(n => (long)n), tables["rings"].Rows.Select(r => r.Integer("frequency")).Distinct());
        Assert.Contains(0L, tables["psnr"].Rows.Select(r => r.Integer("step")));
    }
}
