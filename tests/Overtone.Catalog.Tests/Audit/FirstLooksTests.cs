using Overtone.Catalog.Audit;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Catalog.Tests.Audit;

public class FirstLooksTests
{
    private static readonly AuditOptions Options = SmallAudit.Options with
    {
        Images = 120,
        Region = null,
        Precision = 0.05,
        Corruptions = ["contrast"],
        Attacks = ["fgsm", "fourier"],
        AttackImages = 20,
        Layers = ["none"],
    };

    [Fact]
    public void The_first_has_the_coarse_map_and_the_second_every_part_that_can_do_with_it()
    {
        FirstLook[] looks = [.. FirstLooks.Of(Options)];
        AuditOptions[] coarser = [.. looks.Select(look => (AuditOptions)look.Options)];
        Assert.All(coarser, options => Assert.Equal((3, 0.1, Options), (options.Resolution, options.Precision, options.Refined)));
        Assert.Equal(("none", "none"), (coarser[0].Corruptions.Single(), coarser[0].Attacks.Single()));
        Assert.Equal(("contrast", "fgsm"), (coarser[1].Corruptions.Single(), coarser[1].Attacks.Single()));
        Assert.EndsWith("±0.1. Still to come: corruptions and attacks.", looks[0].Warning, StringComparison.Ordinal);
        Assert.EndsWith("Still to come: the black-box attack.", looks[1].Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_is_never_finer_than_what_was_asked_for()
    {
        var options = (AuditOptions)FirstLooks.Of(Options with { Resolution = 5, Precision = 0.2 })[0].Options;
        Assert.Equal((5, 0.2), (options.Resolution, options.Precision));
        Assert.Equal("error", ((AuditOptions)FirstLooks.Of(Options with { Metric = "layer:conv" })[0].Options).Metric);
        Assert.Single(FirstLooks.Of(SmallAudit.Options with { Images = null }));
    }

    [Fact]
    public void Several_models_the_demonstration_and_few_images_have_none()
    {
        Assert.Empty(FirstLooks.Of(SmallAudit.Demonstration));
        Assert.Empty(FirstLooks.Of(Options with { CompareWith = [SmallAudit.Fixture("digits.pt")] }));
        Assert.Empty(FirstLooks.Of(Options with { Images = 99 }));
    }

    [Fact]
    public void Only_the_map_and_what_it_decides_is_measured_twice()
    {
        var looks = new List<RunOutcome>();
        using var run = new TestRun { OnLook = looks.Add };
        RunOutcome outcome = run.Execute(new ModelAudit(), Options);
        TableSet look = new(Assert.Single(looks).Findings!.Tables), whole = new(outcome.Findings!.Tables);
        Assert.NotEmpty(look.Rows<NeighbourhoodError>());
        Assert.False(whole.Contains<NeighbourhoodError>());
        Assert.DoesNotContain(looks[0].Findings!.Estimates, e => e.Name is "corruption_error" or "accuracy_under_linf_attack");
        Assert.Contains(outcome.Findings.Estimates, e => e.Name == "fourier_attack_success");
        string[] again = [.. looks[0].Manifest.Trials.Except(outcome.Manifest.Trials)
            .Select(key => run.Find(new ModelAudit(), key)!.Trial.Parameters.GetProperty("$type").GetString()!)];
        Assert.All(again, type => Assert.True(type is "heat-map-neighbourhoods" or "pictures", type));
        Assert.All(looks[0].Findings!.Warnings.Take(1), w => Assert.StartsWith("The audit is not finished.", w, StringComparison.Ordinal));
    }
}
