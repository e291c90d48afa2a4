using System.Numerics;
using Overtone.Catalog.FrequencyPrinciple;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.FrequencyPrinciple;

public class ParityMeasurementTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void All_signs_are_there_once(int dimension)
    {
        using var signs = ParityMeasurement.AllSigns(dimension);
        Assert.Equal([1L << dimension, dimension], signs.shape);
        float[][] rows = [.. signs.data<float>().ToArray().Chunk(dimension)];
        Assert.All(rows, row => Assert.All(row, sign => Assert.True(sign is 1 or -1)));
        Assert.Distinct(rows.Select(row => string.Join(',', row)));
    }

    [Fact]
    public void Parity_over_all_inputs_has_its_closed_form_with_its_phase()
    {
        const int Dimension = 5;
        using var scope = NewDisposeScope();
        var signs = ParityMeasurement.AllSigns(Dimension);
        double[] grid = [0, 0.03, 0.1, 0.2, 0.25];
        using var transform = new NonuniformFourierTransform(signs.sum(1), grid);
        var found = transform.Transform(signs.prod(1));
        for (var k = 0; k < grid.Length; k++)
        {
            var expected = Complex.Pow(new Complex(0, -Math.Sin(2 * Math.PI * grid[k])), Dimension);
            Assert.InRange(Complex.Abs(found[k, 0] - expected), 0, 1e-12);
        }
    }

    [Fact]
    public void The_study_finds_the_closed_form_too_and_counts_as_a_network_would()
    {
        using var run = new TestRun();
        var study = new FrequencyPrincipleParity();
        var options = new FrequencyPrincipleParityOptions { Dimension = 6, Samples = 40, Widths = [32], Steps = 300, LearningRate = 5e-3, Scale = 0.5, Draws = 2 };
        var outcome = run.Execute(study, options);
        Assert.Equal(Verdict.Supported, outcome.Findings!.Claims.Single(c => c.Claim.Id == "exact-spectrum").Verdict);
        Assert.All(outcome.Tables["generalisation"].Rows, row =>
        {
            // Forty samples are fitted; shares are of 40 and of 24 inputs.
            Assert.InRange(row.Number("train_loss"), 0, 0.05);
            Assert.Equal(1, row.Number("train_sign_accuracy"));
            Assert.Equal(Math.Round(row.Number("test_sign_accuracy") * 24), row.Number("test_sign_accuracy") * 24, 1e-9);
        });
        Assert.Equal([1L, 2], outcome.Tables["generalisation"].Integers("seed"));
    }

    [Fact]
    public void As_many_samples_as_inputs_are_refused()
    {
        using var run = new TestRun();
        var options = new FrequencyPrincipleParityOptions { Dimension = 4, Samples = 16 };
        var fault = Assert.Throws<InvalidOptionException>(() => run.Execute(new FrequencyPrincipleParity(), options));
        Assert.Equal("--samples", fault.Option);
    }
}
