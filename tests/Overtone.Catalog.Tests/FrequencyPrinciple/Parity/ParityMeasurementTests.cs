using Overtone.Catalog.FrequencyPrinciple.Parity;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.Parity;

public class ParityMeasurementTests
{
    [Fact]
    public void The_study_finds_the_closed_form_too_and_counts_as_a_network_would()
    {
        using var run = new TestRun();
        var study = new FrequencyPrincipleParity();
        var options = new FrequencyPrincipleParityOptions
        {
            Dimension = 6,
            Samples = 40,
            Widths = [32],
            Steps = 300,
            LearningRate = 5e-3,
            Scale = 0.5,
            Draws = 2,
        };
        var outcome = run.Execute(study, options);
        Assert.Equal(Verdict.Supported, outcome.Findings!.Claims.Single(c => c.Claim.Id == "exact-spectrum").Verdict);
        Assert.All(outcome.Tables["generalisation"].Rows, row =>
        {
            // Forty samples are fitted; shares are of 40 and of 24 inputs.
            Assert.InRange(row.Number("train_loss"), 0, 0.05);
            Assert.Equal(1, row.Number("train_sign_accuracy"));
            Assert.Equal(Math.Round(row.Number("test_sign_accuracy") * 24), row.Number("test_sign_accuracy") * 24, 1e-9);
        });
        Assert.Equal([1L, 2, 1, 2], outcome.Tables["generalisation"].Integers("seed"));
        Assert.Equal(["parity", "parity", "majority", "majority"], outcome.Tables["generalisation"].Texts("labels"));
        Assert.Equal([1L, 2], outcome.Tables["spectra"].Integers("seed").Distinct());
    }

    /// <summary>Labels are plus or minus one: where a network answers nearly nothing, its mean squared error is the mean of their squares.
    /// </summary>
    [Fact]
    public void Labels_of_the_majority_are_signs_that_a_small_network_generalises()
    {
        using var run = new TestRun();
        var options = new FrequencyPrincipleParityOptions
        {
            Dimension = 7,
            Samples = 64,
            Widths = [32],
            Steps = 1,
            Scale = 1e-4,
            Draws = 1,
        };
        var untrained = run.Execute(new FrequencyPrincipleParity(), options).Tables["generalisation"];
        Assert.All(untrained.Numbers("train_loss").Concat(untrained.Numbers("test_loss")), loss => Assert.Equal(1, loss, 0.05));

        var trained = run.Execute(new FrequencyPrincipleParity(), options with { Steps = 500, LearningRate = 5e-3, Scale = 0.3 })
            .Tables["generalisation"].Rows.ToDictionary(row => row.Text("labels"), row => row.Number("test_sign_accuracy"));
        Assert.InRange(trained["majority"], 0.9, 1);
        Assert.True(trained["parity"] < trained["majority"] - 0.2, $"parity {trained["parity"]}");
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
