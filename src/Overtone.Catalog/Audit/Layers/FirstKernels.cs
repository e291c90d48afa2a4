using MathNet.Numerics.Statistics;
using Overtone.Catalog.Audit.Pictures;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Layers;

/// <summary>
/// The kernels of a model's first convolution: how rough they are, beside kernels of independent random weights, and what they look like.
/// Source: 1905.13545, Fig. 7.
/// </summary>
internal static class FirstKernels
{
    private const string Smoothness = "kernel_smoothness", Pictures = "kernel_pictures";
    private const string Model = "the model's", Random = "random";
    private const string KernelVariation = "kernel_total_variation", KernelUnit = "of a random kernel's";
    private const int RandomKernels = 2000, MostPictures = 64, LongestSide = 32;

    public static void Measure(KernelTrial trial, OpenSubject subject, TrialContext context)
    {
        var rows = new TableBuilder(Smoothness, Column.Text("kernels"), Column.Integer("kernel"), Column.Integer("channel"), Column.Integer("size", "pixels"), Column.Number("total_variation"), Column.Number("high_frequency_ratio"));
        Tensor? kernels = (subject.Opened as Classifier)?.FirstConvolution();
        if (kernels is not null && kernels.shape[2] > 1 && kernels.shape[3] > 1)
        {
            Add(rows, Model, kernels);
            using Generator generator = RandomStreams.Create(trial.Subject.Seed, "random-kernels");
            Add(rows, Random, empty(RandomKernels, 1, kernels.shape[2], kernels.shape[3]).normal_(0, 1, generator));
            context.Write(Draw(kernels));
        }

        context.Write(rows.Build());
    }

    public static IEnumerable<Estimate> Estimates(TableSet tables)
    {
        if (!IsMeasured(tables))
            yield break;
        double variation = Median(tables, Model, "total_variation"), random = Median(tables, Random, "total_variation");
        double ratio = Median(tables, Model, "high_frequency_ratio"), randomRatio = Median(tables, Random, "high_frequency_ratio");
        if (double.IsNaN(variation))
        {
            yield return Estimate.NotMeasured(KernelVariation, "all kernels of the first convolution are zero", KernelUnit);
            yield break;
        }

        yield return new Estimate
        {
            Name = KernelVariation,
            Value = variation / random,
            Unit = KernelUnit,
            Statement = $"Its first kernels have a median total variation of {StudyText.Number(variation)}, random ones of their size {StudyText.Number(random)}; {StudyText.Number(100 * ratio)} % of their energy lies beyond half the Nyquist frequency, of random ones {StudyText.Number(100 * randomRatio)} %.",
            Advice = variation > random ? "Kernels rougher than chance look for edges and grain: noise augmentation or adversarial training makes them smoother." : "",
        };
    }

    public static IEnumerable<Figure> Figures(TableSet tables)
    {
        if (!IsMeasured(tables))
            yield break;
        int channels = tables[Pictures].Columns.Any(c => c.Name == "grey") ? 1 : 3;
        yield return new Figure
        {
            Id = "first-kernels",
            Title = "The kernels of the first convolution",
            Caption = $"The first {MostPictures} kernels at most, each on its own scale: grey is zero, black and white are minus and plus its largest weight (of three input channels as red, green and blue; of other numbers the first channel). "
                + "Total variation and high-frequency ratio of every kernel and channel, and of random kernels of the same size, stand in the table (1905.13545, Fig. 7, compares by eye).",
            Panels =
            [
                PixelTable.Panel(Pictures, "kernel", channels, "weight, of the largest"),
            ],
        };
    }

    private static bool IsMeasured(TableSet tables) => tables.Contains(Smoothness) && tables[Smoothness].RowCount > 0;

    private static void Add(TableBuilder rows, string name, Tensor kernels)
    {
        double[] variation = KernelSmoothness.TotalVariation(kernels).flatten().data<double>().ToArray(), ratio = KernelSmoothness.HighFrequencyRatio(kernels).flatten().data<double>().ToArray();
        int channels = (int)kernels.shape[1];
        for (int n = 0; n < variation.Length; n++)
            rows.Add(name, n / channels, n % channels, kernels.shape[2], variation[n], ratio[n]);
    }

    private static Table Draw(Tensor kernels)
    {
        int channels = kernels.shape[1] == 3 ? 3 : 1;
        var table = new PixelTable(Pictures, channels, LongestSide, Column.Text("kernel"));
        for (int n = 0; n < Math.Min(MostPictures, kernels.shape[0]); n++)
        {
            using var scope = NewDisposeScope();
            Tensor kernel = kernels[n].narrow(0, 0, channels), largest = kernel.abs().max().clamp_min(1e-12);
            table.Add((kernel / largest / 2) + 0.5, $"{n + 1}");
        }

        return table.Build();
    }

    // A dead kernel, all zeros, has neither number.
    private static double Median(TableSet tables, string kernels, string column) =>
        tables[Smoothness].Rows.Where(r => r.Text("kernels") == kernels).Select(r => r.Number(column)).Where(double.IsFinite).Median();
}
