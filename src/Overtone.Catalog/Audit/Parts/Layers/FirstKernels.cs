using MathNet.Numerics.Statistics;
using Overtone.Models;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>Measures how rough the kernels of the first convolution are.</summary>
internal sealed record KernelTrial(AuditSubject Subject) : SubjectTrial(Subject)
{
    public override string Label => "kernels of the first convolution";
}

/// <summary>How rough a kernel is: one of the model's first convolution, or a random one.</summary>
[Table("kernel_smoothness")]
internal sealed record KernelRoughness(
    string Kernels, int Kernel, int Channel, [Unit("pixels")] long Size, double TotalVariation, double HighFrequencyRatio)
{
    /// <summary>Whose kernels.</summary>
    public const string Model = "the model's", Random = "random";
}

/// <summary>A pixel of a kernel's picture, in grey.</summary>
[Table("kernel_pictures")]
internal readonly record struct GreyKernelPixel(string Kernel, int Row, int Column, double Grey);

/// <summary>A pixel of a kernel's picture, of three input channels.</summary>
[Table("kernel_pictures")]
internal readonly record struct ColourKernelPixel(string Kernel, int Row, int Column, double Red, double Green, double Blue);

/// <summary>
/// The kernels of a model's first convolution: how rough they are, beside kernels of independent random weights, and what they look like.
/// Source: 1905.13545, Fig. 7.
/// </summary>
internal sealed class FirstKernels : AuditPart
{
    private const string KernelVariation = "kernel_total_variation", KernelUnit = "of a random kernel's";
    private const int RandomKernels = 2000, MostPictures = 64, LongestSide = 32, Colours = 3;

    public override IReadOnlyList<AuditTrialKind> Trials => [Kind<KernelTrial>("kernels", Measure, Always)];

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit) =>
        audit.Options.Layers is ["none"] ? [] : [new KernelTrial(audit.Float32)];

    private static void Measure(KernelTrial trial, OpenSubject subject, Recorder to)
    {
        to.Add<KernelRoughness>();
        Tensor? kernels = (subject.Opened as Classifier)?.FirstConvolution();
        if (kernels is not null && kernels.shape[2] > 1 && kernels.shape[3] > 1)
        {
            to.Add(Roughness(KernelRoughness.Model, kernels));
            using Generator generator = RandomStreams.Create(trial.Subject.Seed, "random-kernels");
            Tensor random = empty(RandomKernels, 1, kernels.shape[2], kernels.shape[3]).normal_(0, 1, generator);
            to.Add(Roughness(KernelRoughness.Random, random));
            Draw(kernels, to);
        }
    }

    public override void Conclude(AuditSetting audit, Conclusion to)
    {
        const string Weight = "weight, of the largest";
        IReadOnlyList<KernelRoughness> rows = to.Rows<KernelRoughness>();
        if (rows.Count == 0)
            return;
        to.Estimate(Variation(rows));
        to.Figure(
            "first-kernels", "The kernels of the first convolution",
            $"The first {MostPictures} kernels at most, each on its own scale: grey is zero, black and white are minus and plus its "
                + "largest weight (of three input channels as red, green and blue; of other numbers the first channel). Total variation "
                + "and high-frequency ratio of every kernel and channel, and of random kernels of the same size, stand in the table "
                + "(1905.13545, Fig. 7, compares by eye).",
            rows.Max(r => r.Kernels == KernelRoughness.Model ? r.Channel : 0) + 1 == Colours
                ? new Images<ColourKernelPixel>().Each(r => r.Kernel, r => r.Row, r => r.Column).Value(r => r.Red, Weight, 0, 1)
                    .Colour(r => r.Green, r => r.Blue).ToPanel()
                : new Images<GreyKernelPixel>().Each(r => r.Kernel, r => r.Row, r => r.Column).Value(r => r.Grey, Weight, 0, 1).ToPanel());
    }

    private static Estimate Variation(IReadOnlyList<KernelRoughness> rows)
    {
        KernelRoughness[] own = [.. rows.Where(r => r.Kernels == KernelRoughness.Model)];
        KernelRoughness[] chance = [.. rows.Where(r => r.Kernels == KernelRoughness.Random)];
        var interval = MedianInterval.Of([.. own.Select(r => r.TotalVariation).Where(double.IsFinite)]);
        double variation = Median(own, r => r.TotalVariation), random = Median(chance, r => r.TotalVariation);
        double ratio = Median(own, r => r.HighFrequencyRatio), randomRatio = Median(chance, r => r.HighFrequencyRatio);
        if (double.IsNaN(variation))
            return Estimate.NotMeasured(KernelVariation, "all kernels of the first convolution are zero", KernelUnit);
        return new Estimate
        {
            Name = KernelVariation,
            Value = variation / random,
            Low = interval?.Low / random,
            High = interval?.High / random,
            Unit = KernelUnit,
            Statement = $"Its first kernels have a median total variation of {StudyText.Number(variation)}{Text(interval)}, random ones of "
                + $"their size {StudyText.Number(random)}; {StudyText.Number(100 * ratio)} % of their energy lies beyond half the Nyquist "
                + $"frequency, of random ones {StudyText.Number(100 * randomRatio)} %.",
            Advice = (interval?.Low ?? variation) > random
                ? "Kernels rougher than chance look for edges and grain: noise augmentation or adversarial training makes them smoother."
                : "",
        };
    }

    private static string Text((double Median, double Low, double High)? interval) => interval is var (_, low, high)
        ? $" (95 % interval {StudyText.Number(low)} to {StudyText.Number(high)})"
        : "";

    private static IEnumerable<KernelRoughness> Roughness(string name, Tensor kernels)
    {
        double[] variation = KernelSmoothness.TotalVariation(kernels).flatten().data<double>().ToArray();
        double[] ratio = KernelSmoothness.HighFrequencyRatio(kernels).flatten().data<double>().ToArray();
        int channels = (int)kernels.shape[1];
        return variation.Select((v, n) => new KernelRoughness(name, n / channels, n % channels, kernels.shape[2], v, ratio[n]));
    }

    private static void Draw(Tensor kernels, Recorder to)
    {
        int channels = kernels.shape[1] == Colours ? Colours : 1;
        for (int n = 0; n < Math.Min(MostPictures, kernels.shape[0]); n++)
        {
            using var scope = NewDisposeScope();
            Tensor kernel = kernels[n].narrow(0, 0, channels), largest = kernel.abs().max().clamp_min(1e-12);
            ShownPixel[] pixels = ShownPixel.Of((kernel / largest / 2) + 0.5, LongestSide);
            if (channels == 1)
                to.Add(pixels.Select(p => new GreyKernelPixel($"{n + 1}", p.Row, p.Column, p.Red)));
            else
                to.Add(pixels.Select(p => new ColourKernelPixel($"{n + 1}", p.Row, p.Column, p.Red, p.Green, p.Blue)));
        }
    }

    // A dead kernel, all zeros, has neither number.
    private static double Median(KernelRoughness[] rows, Func<KernelRoughness, double> value) =>
        rows.Select(value).Where(double.IsFinite).Median();
}
