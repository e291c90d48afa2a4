using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class OptionRefusalTests
{
    [Fact]
    public void Neurons_without_a_twin_are_refused() =>
        RequireRefusal(
            "--width: found 101, expected an even number", new LinearFrequency1d(), new LinearFrequency1dOptions { Width = 101 });

    [Fact]
    public void Two_spreads_do_not_do_for_three() =>
        RequireRefusal(
            "--cubic-spreads: found 2 values, expected three",
            new LinearFrequency1d(),
            new LinearFrequency1dOptions { CubicSpreads = [1, 2] });

    [Fact]
    public void One_width_has_no_slope() =>
        RequireRefusal(
            "--widths: found 500 alone, expected two widths or more",
            new LinearFrequencyWidth(),
            new LinearFrequencyWidthOptions { Widths = [500] });

    [Fact]
    public void One_width_is_not_wider_than_another() =>
        RequireRefusal(
            "--widths: found 500 alone, expected two widths or more",
            new LinearFrequencyXor(),
            new LinearFrequencyXorOptions { Widths = [500] });

    [Fact]
    public void Targets_that_the_samples_cannot_follow_are_refused() =>
        RequireRefusal(
            "--highest-frequency: found 10, expected less than half of the 20 samples",
            new LinearFrequencyGeneralization(),
            new LinearFrequencyGeneralizationOptions { Samples = 20 });

    [Fact]
    public void A_cutoff_below_the_samples_Nyquist_frequency_is_refused_before_anything_is_trained()
    {
        RequireRefusal(
            "--cutoff: found 2, expected at least 2.222 cycles per unit length",
            new LinearFrequency1d(),
            new LinearFrequency1dOptions { Cutoff = 2 });
        RequireRefusal(
            "--cutoff: found 0.2, expected at least 0.25", new LinearFrequencyXor(), new LinearFrequencyXorOptions { Cutoff = 0.2 });
        RequireRefusal(
            "--cutoff: found 24, expected at least 25",
            new LinearFrequencyGeneralization(),
            new LinearFrequencyGeneralizationOptions { Cutoff = 24 });
    }

    [Fact]
    public void A_course_needs_shares_that_fall_and_weights_that_are_not_zero()
    {
        RequireRefusal(
            "--shares: found 0.1,0.5, expected one or more, falling",
            new LinearFrequencyDynamics(),
            new LinearFrequencyDynamicsOptions { Shares = [0.1, 0.5] });
        RequireRefusal(
            "--between-spreads: found 1,0,1, expected spreads above zero",
            new LinearFrequencyDynamics(),
            new LinearFrequencyDynamicsOptions { BetweenSpreads = [1, 0, 1] });
        RequireRefusal(
            "--plane-cutoff: found 0.2, expected at least",
            new LinearFrequencyDynamics(),
            new LinearFrequencyDynamicsOptions { PlaneCutoff = 0.2 });
    }

    private static void RequireRefusal(string message, Study study, StudyOptions options)
    {
        using var run = new TestRun();
        Assert.Contains(
            message,
            Assert.Throws<InvalidOptionException>(() => run.Execute(study, options)).Message,
            StringComparison.Ordinal);
    }
}
