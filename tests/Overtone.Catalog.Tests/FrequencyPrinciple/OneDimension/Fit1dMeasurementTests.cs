using System.Numerics;
using Overtone.Catalog.FrequencyPrinciple.OneDimension;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.FrequencyPrinciple;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.OneDimension;

public class Fit1dMeasurementTests
{
    private static readonly FrequencyPrinciple1dOptions Small = new()
    {
        Widths = [16, 16],
        Samples = 64,
        Steps = 40,
        Replicates = 3,
        Controls = false,
        EarlyStopping = false,
        Targets = [Target1d.Sines, Target1d.GrowingSines, Target1d.Steps],
    };

    private static readonly double[] Points = [.. Enumerable.Range(0, 64).Select(i => -Math.PI + (2 * Math.PI * i / 64))];

    [Fact]
    public void Targets_have_exact_spectra_and_their_peaks_are_watched()
    {
        var tables = Run(Small);
        foreach (var row in tables["spectra"].Rows.Where(r => r.Text("experiment") == "growing-sines"))
        {
            // A sine of amplitude a has a coefficient of a/2.
            var expected = row.Number("frequency") switch { 1 => 0.5, 3 => 1, 5 => 1.5, _ => 0 };
            Assert.Equal(expected, row.Number("target"), 1e-6);
        }

        Assert.Equal([1, 3, 5], Watched(tables, "sines"));
        Assert.Equal([1, 3, 5], Watched(tables, "growing-sines"));

        // An odd function that is symmetric about its peaks has odd frequencies only.
        Assert.Equal(4, Watched(tables, "steps").Length);
        Assert.All(Watched(tables, "steps"), k => Assert.Equal(1, k % 2));
    }

    [Fact]
    public void Before_training_the_numbers_are_those_of_the_networks_of_the_seeds()
    {
        var tables = Run(Small);
        var initialisation = new Initialisation(WeightDistribution.Normal, WeightScale.Glorot, 1);
        foreach (var seed in new long[] { 1, 2, 3 })
        {
            using var scope = NewDisposeScope();
            using var network = new MultilayerPerceptron(new PerceptronShape([1, 16, 16, 1], Activation.Tanh), initialisation, seed);
            double[] outputs = Array.ConvertAll(network.call(tensor(Points, float32).unsqueeze(1)).data<float>().ToArray(), y => (double)y);
            double[] targets = [.. Points.Select(x => Target1d.Sines.Value(x))];
            bool Here(Row row) => row.Text("experiment") == "sines" && row.Integer("seed") == seed && row.Integer("step") == 0;
            foreach (var row in tables["errors"].Rows.Where(Here))
            {
                Complex learned = Coefficient(outputs, row.Number("frequency")), target = Coefficient(targets, row.Number("frequency"));
                Assert.Equal(Complex.Abs(learned - target) / target.Magnitude, row.Number("error"), 1e-4);
                Assert.Equal(
                    Math.Abs(learned.Magnitude - target.Magnitude) / (1e-5 + target.Magnitude), row.Number("magnitude_error"), 1e-4);
            }

            foreach (var row in tables["spectra"].Rows.Where(Here))
            {
                Assert.Equal(Coefficient(outputs, row.Number("frequency")).Magnitude, row.Number("learned"), 1e-6);
            }

            var loss = tables["losses"].Rows.Single(Here);
            Assert.Equal(outputs.Zip(targets).Average(p => Math.Pow(p.First - p.Second, 2)), loss.Number("train_loss"), 1e-4);
        }
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_in_a_block_and_alone()
    {
        Table ensemble = Run(Small)["errors"], alone = Run(Small with { Seed = 2, Replicates = 1 })["errors"];
        var expected = alone.Rows.Select(row => row.Number("error"));
        var found = ensemble.Rows.Where(row => row.Integer("seed") == 2).Select(row => row.Number("error"));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    [Fact]
    public void Noise_is_each_seeds_own_and_only_in_the_training_samples()
    {
        const double Noise = 3;
        var tables = Run(Small with { Targets = [Target1d.Steps], EarlyStopping = true, Noise = Noise });
        Row[] first =
        [
            .. tables["losses"].Rows.Where(row => row.Text("experiment") == FrequencyPrinciple1d.EarlyStopping && row.Integer("step") == 0),
        ];

        // Untrained networks give values of size one: the training loss is mostly the noise's variance, the loss on clean targets is not.
        Assert.Equal(3, first.Length);
        Assert.All(first, row => Assert.InRange(row.Number("train_loss"), Noise * Noise * 0.5, Noise * Noise * 2));
        Assert.All(first, row => Assert.InRange(row.Number("test_loss"), 0, 3));
        Assert.Distinct(first.Select(row => row.Number("train_loss") - row.Number("test_loss")));
    }

    private static TableSet Run(FrequencyPrinciple1dOptions options)
    {
        using var run = new TestRun();
        var outcome = run.Execute(new FrequencyPrinciple1d(), options);
        Assert.Empty(outcome.Failures);
        return outcome.Tables;
    }

    private static double[] Watched(TableSet tables, string experiment) =>
        [
            .. tables["errors"]
                .Rows.Where(row => row.Text("experiment") == experiment)
                .Select(row => row.Number("frequency"))
                .Distinct()
                .Order(),
        ];

    private static Complex Coefficient(double[] values, double frequency) =>
        Points.Zip(values, (x, y) => y * Complex.FromPolarCoordinates(1, -frequency * x)).Aggregate(Complex.Zero, (sum, term) => sum + term)
            / Points.Length;
}
