using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Studies.Tests.Findings;

public class ConclusionTests
{
    private static readonly double[] Six = [1, 1, 1, 1, 1, 1];

    [Fact]
    public void Every_judged_claim_says_what_the_options_leave_out_and_asks_for_the_papers_seeds()
    {
        var findings = Conclude(to =>
        {
            to.Claim("one", "It holds").By("value").AtLeast(0.5).Against("nothing", 0.1, 0).PerSeed(Six);
            to.Claim("two", "It holds exactly").From("eq. 1").By("value").AtMost(2).Published("1 (seen)", 1).AsControl().Of(3);
            to.Claim("three", "Of images").By("largest").AtMost(2)
                .Against("one", 0, Six).Against("seven", 1, 7).Per("image", [1, 1, 1, 1, 1, double.NaN]);
            to.Claim("four", "An identity").By("value").AtLeast(0).Of(1);
            to.Claim("five", "Of most").By("share").AtLeast(0.8).Against("half", 0.1, 0.5).ShareOf("seed", Six.Select(v => v > 0));
        });
        Assert.Equal(["one", "two", "three", "four", "five"], findings.Claims.Select(c => c.Claim.Id));
        Assert.All(findings.Claims, claim => Assert.Equal("throws 3 (paper: 12)", claim.Reduction));
        Assert.Equal(
            [("seed", 12), (null, 1), ("image", 12), (null, 1), ("seed", 12)],
            findings.Claims.Select(c => (c.Claim.Replicate, c.Claim.Replicates)));
        Assert.Equal(["Gibbs 1899", "eq. 1", "Gibbs 1899", "Gibbs 1899", "Gibbs 1899"], findings.Claims.Select(c => c.Claim.Source));
        Assert.Equal(
            (ClaimRole.NegativeControl, "1 (seen)", Verdict.NotSupported),
            (findings.Claims[1].Claim.Role, findings.Claims[1].Claim.Published, findings.Claims[1].Verdict));
        Assert.Equal(["one", "seven"], findings.Claims[2].Rivals.Select(r => r.Rival.Name));
        Assert.Equal(ClaimRole.Check, findings.Claims[3].Claim.Role);
        Assert.Equal(["one", "three", "five"], findings.ClaimsOf(ClaimRole.Claim).Select(c => c.Claim.Id));
        Assert.Equal((2 / 64.0) + 0.025, findings.SupportedByChance, 1e-12);
    }

    [Fact]
    public void A_claim_without_what_decides_it_is_refused_by_name()
    {
        Refused("has no statistic", to => to.Claim("c", "It holds").AtLeast(1).Of(1));
        Refused("has no threshold", to => to.Claim("c", "It holds").By("value").Of(1));
        Refused("not judged", to => to.Claim("c", "It holds").By("value").AtLeast(1));
        Refused("judged twice", to =>
        {
            var claim = to.Claim("c", "It holds").By("value").AtLeast(1);
            claim.Of(1);
            claim.Of(2);
        });
    }

    [Fact]
    public void Rows_are_those_measured_and_none_where_no_trial_added_any()
    {
        Conclude(to =>
        {
            Assert.Equal([new Throw(1, 2.5)], to.Rows<Throw>());
            Assert.Same(to.Rows<Throw>(), to.Rows<Throw>());
            Assert.Empty(to.Rows<Derived>());
        });
    }

    [Fact]
    public void Derived_rows_figures_and_notes_come_in_the_order_said()
    {
        var findings = Conclude(to =>
        {
            to.Add(new Derived("a"), new Derived("b"));
            to.Figure("f", "Figure", "Caption", perRow: 1, new Plot<Throw>().X(r => r.Seed, "x").Y(r => r.Value, "y"));
            to.Figure("g", "Figure", "Caption", new Bars<Derived>().Each(r => r.Name).Y(r => r.Name, "y"));
            to.Note("First.");
            to.NotMeasured(new NotMeasured("part", "reason"));
        });
        Assert.Equal([new Derived("a"), new Derived("b")], findings.Tables.Single().As<Derived>());
        Assert.Equal([("f", 1), ("g", 2)], findings.Figures.Select(f => (f.Id, f.PanelsPerRow)));
        Assert.Equal(("First.", "part"), (findings.Notes.Single(), findings.NotMeasured.Single().Part));
    }

    private static void Refused(string message, Action<Conclusion> conclude) =>
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => Conclude(conclude)).Message, StringComparison.Ordinal);

    private static StudyFindings Conclude(Action<Conclusion> conclude) =>
        new Throws(conclude).ConcludeFrom(new ThrowOptions(), new TableSet([Table.Of(new Throw(1, 2.5))]));

    private sealed class Throws(Action<Conclusion> conclude) : Study<ThrowOptions, CoinTrial>("throws", "Throws", "Gibbs 1899")
    {
        public override string Summary => "Throws.";

        protected override void Measure(CoinTrial trial, Recorder to) => to.Add(new Throw(trial.Seed, 1));

        protected override void Conclude(ThrowOptions options, Conclusion to) => conclude(to);
    }

    private sealed record ThrowOptions : StudyOptions, IPresets<ThrowOptions>
    {
        public static ThrowOptions Paper => new() { Throws = 12 };

        [Option("Throws", Reduced = Reduced.WhenLess, CountsReplicates = true)]
        public int Throws { get; init; } = 3;
    }

    [Table("throws")]
    internal sealed record Throw(long Seed, double Value);

    [Table("derived")]
    internal sealed record Derived(string Name);
}
