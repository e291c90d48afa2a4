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

/// <summary>Measures how rough the kernels of the first convolution are.</summary>
public sealed record KernelTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => "kernels of the first convolution";
}

/// <summary>
/// The kernels of a model's first convolution: how rough they are, beside kernels of independent random weights, and what they look like.
/// Source: 1905.13545, Fig. 7.
/// </summary>
internal static class FirstKernels
{
    private const string KernelVariation = "kernel_total_variation", KernelUnit = "of a random kernel's";
    private const int RandomKernels = 2000, MostPictures = 64, LongestSide = 32;

    public static void Measure(KernelTrial trial, OpenSubject subject, TrialContext context)
    {
        var rows = new List<KernelRoughness>();
        Tensor? kernels = (subject.Opened as Classifier)?.FirstConvolution();
        if (kernels is not null && kernels.shape[2] > 1 && kernels.shape[3] > 1)
        {
            rows.AddRange(Roughness(KernelRoughness.Model, kernels));
            using Generator generator = RandomStreams.Create(trial.Subject.Seed, "random-kernels");
            Tensor random = empty(RandomKernels, 1, kernels.shape[2], kernels.shape[3]).normal_(0, 1, generator);
            rows.AddRange(Roughness(KernelRoughness.Random, random));
            context.Write(Draw(kernels));
        }

        context.Write(Table.Of(rows));
    }

    public static IEnumerable<Estimate> Estimates(TableSet tables)
    {
        ILookup<string, KernelRoughness> rows = tables.Rows<KernelRoughness>().ToLookup(r => r.Kernels);
        if (rows.Count == 0)
            yield break;
        KernelRoughness[] own = [.. rows[KernelRoughness.Model]], chance = [.. rows[KernelRoughness.Random]];
        double variation = Median(own, r => r.TotalVariation), random = Median(chance, r => r.TotalVariation);
        double ratio = Median(own, r => r.HighFrequencyRatio), randomRatio = Median(chance, r => r.HighFrequencyRatio);
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
            Statement = $"Its first kernels have a median total variation of {StudyText.Number(variation)}, random ones of their size "
                + $"{StudyText.Number(random)}; {StudyText.Number(100 * ratio)} % of their energy lies beyond half the Nyquist frequency, "
                + $"of random ones {StudyText.Number(100 * randomRatio)} %.",
            Advice = variation > random
                ? "Kernels rougher than chance look for edges and grain: noise augmentation or adversarial training makes them smoother."
                : "",
        };
    }

    public static IEnumerable<Figure> Figures(TableSet tables)
    {
        const string Weight = "weight, of the largest";
        if (tables.Rows<KernelRoughness>().Count == 0)
            yield break;
        bool isGrey = tables["kernel_pictures"].Columns.Any(c => c.Name == "grey");
        yield return new Figure
        {
            Id = "first-kernels",
            Title = "The kernels of the first convolution",
            Caption = $"The first {MostPictures} kernels at most, each on its own scale: grey is zero, black and white are minus and plus "
                + "its largest weight (of three input channels as red, green and blue; of other numbers the first channel). Total "
                + "variation and high-frequency ratio of every kernel and channel, and of random kernels of the same size, stand in the "
                + "table (1905.13545, Fig. 7, compares by eye).",
            Panels =
            [
                isGrey
                    ? new Images<GreyKernelPixel>().Each(r => r.Kernel, r => r.Row, r => r.Column).Value(r => r.Grey, Weight, 0, 1)
                    : new Images<ColourKernelPixel>().Each(r => r.Kernel, r => r.Row, r => r.Column).Value(r => r.Red, Weight, 0, 1)
                        .Colour(r => r.Green, r => r.Blue),
            ],
        };
    }

    private static IEnumerable<KernelRoughness> Roughness(string name, Tensor kernels)
    {
        double[] variation = KernelSmoothness.TotalVariation(kernels).flatten().data<double>().ToArray();
        double[] ratio = KernelSmoothness.HighFrequencyRatio(kernels).flatten().data<double>().ToArray();
        int channels = (int)kernels.shape[1];
        return variation.Select((v, n) => new KernelRoughness(name, n / channels, n % channels, kernels.shape[2], v, ratio[n]));
    }

    private static Table Draw(Tensor kernels)
    {
        int channels = kernels.shape[1] == 3 ? 3 : 1;
        (string Kernel, Pixel[] Pixels)[] drawn = [.. Enumerable.Range(0, (int)Math.Min(MostPictures, kernels.shape[0])).Select(n =>
        {
            using var scope = NewDisposeScope();
            Tensor kernel = kernels[n].narrow(0, 0, channels), largest = kernel.abs().max().clamp_min(1e-12);
            return ($"{n + 1}", Pixel.Of((kernel / largest / 2) + 0.5, LongestSide));
        })];
        return channels == 1
            ? Table.Of(drawn.SelectMany(d => d.Pixels, (d, p) => new GreyKernelPixel(d.Kernel, p.Row, p.Column, p.Red)))
            : Table.Of(drawn.SelectMany(d => d.Pixels, (d, p) => new ColourKernelPixel(d.Kernel, p.Row, p.Column, p.Red, p.Green, p.Blue)));
    }

    // A dead kernel, all zeros, has neither number.
    private static double Median(KernelRoughness[] rows, Func<KernelRoughness, double> value) =>
        rows.Select(value).Where(double.IsFinite).Median();
}
