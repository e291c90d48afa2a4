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
