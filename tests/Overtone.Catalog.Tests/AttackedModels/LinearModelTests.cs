using Overtone.Attacks;
using Overtone.Catalog.AttackedModels;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies.Runs;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.AttackedModels;

/// <summary>
/// The whole study on a linear network. Within ε in ℓ∞ and [0, 1], each pixel can be moved by itself, so that the most that the margin of
/// any class can gain is a sum over pixels: what breaks is known exactly.
/// </summary>
public sealed class LinearModelTests : IDisposable
{
    private const int Classes = 10, Pixels = 64;
    private readonly TestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void What_is_broken_is_what_the_closed_form_says()
    {
        RunOutcome outcome = _run.Run(SmallAttack.Options with { Attacks = ["apgd"] });
        IReadOnlyList<LedgerEntry> ledger = outcome.Tables.Rows<LedgerEntry>();
        (float[][] images, long[] labels) = Sample(outcome);
        (double[][] weights, double[] bias) = Network();
        int compared = 0, broken = 0;
        foreach (var rows in ledger.Where(r => !r.WasWrong).GroupBy(r => (r.Image, r.Epsilon)))
        {
            double margin = LargestMargin(images[rows.Key.Image], (int)labels[rows.Key.Image], rows.Key.Epsilon, weights, bias);
            // float32 knows a margin to about this much.
            if (Math.Abs(margin) < 1e-3)
                continue;
            Assert.Equal(margin > 0, rows.Any(r => r.Broken));
            (compared, broken) = (compared + 1, broken + (margin > 0 ? 1 : 0));
        }

        Assert.InRange(broken, 20, compared - 20);
    }

    [Fact]
    public void Stored_images_are_what_the_ledger_says_of_them_and_passes_are_counted()
    {
        RunOutcome outcome = _run.Run(SmallAttack.Options with { Attacks = ["fgsm", "square", "fab"] });
        IReadOnlyList<LedgerEntry> ledger = outcome.Tables.Rows<LedgerEntry>();
        (float[][] images, long[] labels) = Sample(outcome);
        (double[][] weights, double[] bias) = Network();
        NearestAdversarial[] found =
            [.. outcome.Tables.Rows<NearestAdversarial>().Where(r => r is { WasWrong: false, Distance: not null })];
        float[][] stored = Arrays(outcome, NearestMeasurement.Adversarial);
        long[] numbers = Numbers(outcome, NearestMeasurement.Numbers);
        Assert.Equal(found.Select(r => (long)r.Image), numbers);
        Assert.Equal(numbers.Select(n => labels[n]), Numbers(outcome, NearestMeasurement.Labels));
        foreach ((int n, NearestAdversarial one) in found.Index())
        {
            double[] changes = [.. stored[n].Zip(images[one.Image], (a, b) => Math.Abs((double)a - b))];
            Assert.Equal(one.Distance!.Value, changes.Max(), 1e-6);
            Assert.All(stored[n], pixel => Assert.InRange(pixel, 0, 1));
            double[] logits = [.. weights.Zip(bias, (w, b) => w.Zip(stored[n], (x, y) => x * y).Sum() + b)];
            Assert.True(logits.Where((_, k) => k != one.Label).Max() > logits[one.Label] - 1e-3);
            Assert.Equal(ledger.Where(r => r.Image == one.Image).Min(r => r.Distance), one.Distance);
        }

        Assert.InRange(found.Length, 10, 39);
        // The fast gradient takes one pass at each bound, and none once an image is broken.
        Assert.All(ledger.Where(r => r.Attack.StartsWith("fgsm", StringComparison.Ordinal)), r => Assert.True(
            r.BackwardPasses == 1 || r.WasWrong || (r.Broken && r.Distance <= r.Epsilon)));
        Assert.All(
            ledger.Where(r => r.Attack == "square linf"),
            r => Assert.Equal((0, SeenGradient.NotAsked), (r.BackwardPasses, r.Gradient)));
        Assert.All(ledger, r => Assert.True(!r.Broken || r.Distance <= r.Epsilon + 1e-6));
    }

    [Fact]
    public void Spectra_say_how_many_frequencies_a_ring_has_and_its_shares_sum_to_one()
    {
        RunOutcome outcome = _run.Run(SmallAttack.Options with { Attacks = ["fab"], Norm = AttackNorm.L2, Epsilon = ["1"] });
        IReadOnlyList<FrequencyRing> rings = outcome.Tables.Rows<FrequencyRing>();
        // Of the 64 frequencies the corners, beyond half the side, are in no ring.
        Assert.Equal([1, 8, 12, 16, 22], rings.Select(r => r.Frequencies));
        var found = outcome.Findings!.Tables.Single(t => t.Name == "perturbation_rings");
        Assert.All(found.Rows.GroupBy(r => r.Text("change")), change => Assert.Equal(1, change.Sum(r => r.Number("share")), 1e-9));
        Assert.Contains("gradient", found.Texts("change"));
    }

    private static double LargestMargin(float[] image, int label, double epsilon, double[][] weights, double[] bias) =>
        Enumerable.Range(0, Classes).Where(k => k != label).Max(k => bias[k] - bias[label] + Enumerable.Range(0, Pixels).Sum(pixel =>
        {
            double slope = weights[k][pixel] - weights[label][pixel];
            return slope * Math.Clamp(image[pixel] + (epsilon * Math.Sign(slope)), 0, 1);
        }));

    // By asking about single pixels, so that no gradient is relied on.
    private static (double[][] Weights, double[] Bias) Network()
    {
        using var scope = NewDisposeScope();
        using var classifier = ClassifierFile.Open(SmallAttack.Fixture("linear.onnx"), InputSpec.Default, new ClassifierOptions());
        float[] bias = [.. classifier.Logits(zeros(1, 1, 8, 8)).data<float>()];
        float[] single = [.. classifier.Logits(eye(Pixels).reshape(Pixels, 1, 8, 8)).data<float>()];
        return ([.. Enumerable.Range(0, Classes).Select(k => Enumerable.Range(0, Pixels)
            .Select(pixel => (double)single[(pixel * Classes) + k] - bias[k]).ToArray())], Array.ConvertAll(bias, b => (double)b));
    }

    // The sample in the run's order: the ledger tells labels, and originals of broken images are kept.
    private (float[][] Images, long[] Labels) Sample(RunOutcome outcome)
    {
        using var scope = NewDisposeScope();
        Dataset digits = ImageProblem.Open("digits", []).Evaluation.Subset(40, SmallAttack.Options.Seed);
        int[] order = [.. Enumerable.Range(0, digits.Count).OrderBy(n => RandomStreams.SeedOf(SmallAttack.Options.Seed, "order", n))];
        float[] pixels = [.. digits.Images(order).data<float>()];
        float[][] images = [.. pixels.Chunk(Pixels)];
        foreach ((float[] original, long n) in Arrays(outcome, NearestMeasurement.Originals)
            .Zip(Numbers(outcome, NearestMeasurement.Numbers)))
            Assert.Equal(images[n], original);
        return (images, Array.ConvertAll(order, n => (long)digits.Labels[n]));
    }

    private float[][] Arrays(RunOutcome outcome, string name)
    {
        using Stream stream = Open(outcome, name);
        return [.. NpyReader.Read(stream, name).ToSingles().Chunk(Pixels)];
    }

    private long[] Numbers(RunOutcome outcome, string name)
    {
        using Stream stream = Open(outcome, name);
        return NpyReader.Read(stream, name).ToIntegers();
    }

    private Stream Open(RunOutcome outcome, string name)
    {
        var store = new TrialStore(_run.Store);
        string key = outcome.Manifest.Trials.Single(k => !k.Contains('/')
            && File.Exists(Path.Combine(_run.Store, "trials", AttackedModelStudy.Instance.Id, k, name)));
        return store.OpenArtefact(AttackedModelStudy.Instance.Id, key, name);
    }
}
