using Overtone.Catalog.FourierRobustness.ImageStatistics;
using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.ImageStatistics.ImageStatisticsStudy;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.FourierRobustness.ImageStatistics;

public class ImageStatisticsMeasurementTests
{
    private const string Data = "planted:size=8,train=300,test=100";
    private static readonly ImageStatisticsOptions Options = new() { Data = Data, TestImages = 60, Replicates = 2 };

    [Fact]
    public void Parts_are_disjoint_and_balanced_and_make_all_images()
    {
        Table changes = Run()["changes"];
        int[] parts = [.. changes.As<ChangeRow>().Where(r => r.Corruption == "gaussian_noise").Select(r => r.Changed)];
        Assert.Equal([30, 30], parts);
        Assert.All(changes.As<ChangeRow>(), r => Assert.Equal(30, r.Changed + r.Unchanged));
    }

    /// <summary>White noise has as much energy at every frequency, so its share is that of the mask.</summary>
    [Fact]
    public void White_changes_have_the_share_of_the_mask_itself()
    {
        using Tensor mask = HighFrequencyMasks.Of(HighFrequencyMask.NyquistSquare, 8, 8);
        double expected = mask.mean().item<double>();
        IReadOnlyList<ChangeRow> rows = [.. Run().Rows<ChangeRow>().Where(r => r.Changed > 0)];
        Assert.Equal(expected, rows.Average(r => r.WhiteHighShare), 0.01);
        Assert.Equal(expected, rows.Where(r => r.Corruption == "gaussian_noise").Average(r => r.HighShare), 0.05);
    }

    [Fact]
    public void Shares_of_contrast_are_those_of_the_images_computed_one_by_one()
    {
        using var scope = NewDisposeScope();
        Dataset test = ImageProblem.Open(Data, []).Evaluation.Subset(60, 0);
        Tensor images = test.Images([.. Enumerable.Range(0, 60)]), mask = HighFrequencyMasks.Of(HighFrequencyMask.NyquistSquare, 8, 8),
            low = FrequencyMask.RadialLowPass(8, 8, 1), zero = FrequencyMask.RadialLowPass(8, 8, 0);
        double Share(Tensor part) => Enumerable.Range(0, 60).Average(n =>
        {
            Tensor energy = fft.fft2(images[n].to_type(ScalarType.Float64)).abs().square() * (1 - zero);
            return ((energy * part).sum() / energy.sum()).item<double>();
        });
        IReadOnlyList<ImagesRow> rows = Run().Rows<ImagesRow>();
        Assert.Equal(Share(low), rows.Average(r => r.LowShare), 1e-6);
        Assert.Equal(Share(mask), rows.Average(r => r.HighShare), 1e-6);
        Assert.Equal(4 / 63.0, rows.Average(r => r.ShuffledLowShare), 0.02);
    }

    [Fact]
    public void Magnitudes_are_those_of_a_corruption_applied_by_hand()
    {
        MagnitudeRow[] rows = [.. Run()["magnitudes"].As<MagnitudeRow>().Where(r => r.Of == "contrast")];
        Dataset test = ImageProblem.Open(Data, []).Evaluation.Subset(60, 0);
        var workspace = new CorruptionWorkspace(new CorruptionSettings());
        float[] image = new float[test.Shape.PixelCount], changed = new float[test.Shape.PixelCount];
        var sums = new double[8, 8];
        for (int n = 0; n < 60; n++)
        {
            test.ReadPixels(n, image);
            CorruptionCatalog.Named("contrast").Apply(image, test.Shape, 3, n, changed, workspace);
            using var scope = NewDisposeScope();
            Tensor difference = tensor([.. changed.Zip(image, (after, before) => (double)after - before)]).reshape(3, 8, 8);
            double[] magnitudes = (fft.fft2(difference).abs().mean([0]) / 8).data<double>().ToArray();
            for (int cell = 0; cell < magnitudes.Length; cell++)
                sums[cell / 8, cell % 8] += magnitudes[cell] / 60;
        }

        Assert.All(rows.GroupBy(r => (r.Y, r.X)), cell => Assert.Equal(
            sums[(cell.Key.Y + 8) % 8, (cell.Key.X + 8) % 8], cell.Average(r => r.Magnitude), 1e-6));
    }

    private static TableSet Run()
    {
        using var run = new TestRun();
        var outcome = run.Execute(new ImageStatisticsStudy(), Options);
        Assert.Empty(outcome.Failures);
        return outcome.Tables;
    }
}
