using Overtone.Catalog.FrequencyPrinciple.OneDimension;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.FrequencyPrinciple;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.OneDimension;

public class FrequencyPrinciple1dFindingsTests
{
    private static readonly FrequencyPrinciple1d Study = new();
    private static readonly FrequencyPrinciple1dOptions Options = new();
    private static readonly string[] Experiments = ["sines", "growing-sines", "steps", .. FrequencyPrinciple1d.Controls];
    private static readonly Dictionary<double, double> Rising = new() { [1] = 4, [3] = 32, [5] = 256, [7] = 1024 };

    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(Rising), claim => claim switch
        {
            "early-stopping-overfit" => ("losses", "test_loss"),
            "early-stopping-spectrum" => ("spectra", "learned"),
            _ => ("errors", "frequency"),
        });

    [Fact]
    public void Frequencies_that_settle_in_falling_order_refute_the_order()
    {
        var falling = Rising.Keys.Zip(Rising.Values.Reverse()).ToDictionary();
        Assert.All(
            Study.ConcludeFrom(Options, Tables(falling)).Claims.Where(c => c.Claim.Id.StartsWith("order-", StringComparison.Ordinal)),
            claim => Assert.Equal((Verdict.NotSupported, -1.0), (claim.Verdict, claim.Estimate)));
    }

    [Fact]
    public void A_separation_of_less_than_two_refutes_it()
    {
        var near = new Dictionary<double, double> { [1] = 4, [3] = 32, [5] = 32, [7] = 64 };
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(near), "separation-sines").Verdict);
        Assert.Equal(8, PermutedClaims.Judge(Study, Options, Tables(Rising), "separation-sines").Estimate, 1e-12);
    }

    [Fact]
    public void Frequencies_that_never_settle_decide_nothing()
    {
        var never = Rising.Keys.ToDictionary(k => k, _ => 1e9);
        Assert.All(
            Study.ConcludeFrom(Options, Tables(never)).Claims.Where(c => c.Claim.Id.StartsWith("order-", StringComparison.Ordinal)),
            claim => Assert.Equal((Verdict.Inconclusive, 6), (claim.Verdict, claim.NeverReached)));
    }

    [Fact]
    public void Controls_are_reported_beside_the_claims()
    {
        var claims = Study.ConcludeFrom(Options, Tables(Rising)).Claims;
        Assert.Equal(
            FrequencyPrinciple1d.Controls.Select(name => $"order-{name}"),
            claims.Where(c => c.Claim.Role == ClaimRole.NegativeControl).Select(c => c.Claim.Id));
    }

    [Fact]
    public void What_was_not_run_is_not_concluded()
    {
        var options = new FrequencyPrinciple1dOptions { Targets = [Target1d.Steps], Controls = false, EarlyStopping = false };
        var findings = Study.ConcludeFrom(options, new TableSet([Errors(["steps"], Rising)]));
        Assert.Equal(["order-steps"], findings.Claims.Select(c => c.Claim.Id));
        Assert.Equal(["settling"], findings.Tables.Select(t => t.Name));
    }

    [Fact]
    public void The_settling_table_holds_both_measures()
    {
        var settling = Study.ConcludeFrom(Options, Tables(Rising)).Tables.Single(t => t.Name == "settling");
        Assert.Equal(Experiments.Length * ErrorTables.Seeds.Length * Rising.Count, settling.RowCount);
        Assert.All(settling.Rows, row => Assert.Equal(Rising[row.Number("frequency")], row.Number("settling_step")));
    }

    [Fact]
    public void A_loss_that_rises_after_its_lowest_value_is_overfitting()
    {
        var claim = PermutedClaims.Judge(Study, Options, Tables(Rising), "early-stopping-overfit");
        Assert.Equal(Verdict.Supported, claim.Verdict);
        Assert.Equal(2.5 * Math.Log(2), claim.Estimate, 1e-12);
    }

    [Fact]
    public void Scatter_without_a_rise_is_not_overfitting()
    {
        var supported = Enumerable.Range(0, 100).Count(draw =>
        {
            var random = new Random(draw);
            var scattered = Tables(Rising, (_, _) => Math.Exp(random.NextDouble()));
            return PermutedClaims.Judge(Study, Options, scattered, "early-stopping-overfit").Verdict == Verdict.Supported;
        });
        Assert.InRange(supported, 0, 5);
    }

    // The test loss falls to its lowest value at step 64 and doubles with every second later record.
    private static double FallingThenRising(long seed, long step) =>
        0.01 * Math.Pow(2, Math.Abs(Math.Log2(Math.Max(step, 1)) - 6) / 2) * (1 + (0.01 * seed));

    private static TableSet Tables(Dictionary<double, double> settling, Func<long, long, double>? testLoss = null)
    {
        var fits = new List<FrequencyPrinciple1d.Fit>();
        var spectra = new List<FrequencyPrinciple1d.Spectrum>();
        foreach (var (seed, step) in ErrorTables.Seeds.SelectMany(seed => ErrorTables.Steps.Select(step => (seed, step))))
        {
            var last = step == ErrorTables.Steps[^1];
            fits.Add(new(FrequencyPrinciple1d.EarlyStopping, seed, step, 1.0 / (1 + step), (testLoss ?? FallingThenRising)(seed, step)));
            spectra.AddRange(Enumerable.Range(0, 10).Select(frequency => new FrequencyPrinciple1d.Spectrum(
                FrequencyPrinciple1d.EarlyStopping, seed, step, frequency, 0.1, frequency < 3 ? 0.3 : last ? 0.2 : 0.01 * seed)));
        }

        return new TableSet([Errors(Experiments, settling), Table.Of(fits), Table.Of(spectra)]);
    }

    private static Table Errors(string[] experiments, Dictionary<double, double> settling) => ErrorTables.Of(
        experiments, settling, (name, seed, step, frequency, error) =>
            new FrequencyPrinciple1d.FrequencyError(name, seed, step, frequency, error, error));
}
