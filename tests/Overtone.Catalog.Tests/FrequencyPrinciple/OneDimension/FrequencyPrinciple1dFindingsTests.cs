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
    private static readonly string[] Fits = ["sines", "growing-sines", "steps"];
    private static readonly string[] Experiments = [.. Fits, .. FrequencyPrinciple1d.Controls];
    private static readonly Dictionary<double, double> Rising = new() { [1] = 4, [3] = 32, [5] = 256, [7] = 1024 };
    private static readonly Dictionary<double, double> Equal = Rising.Keys.ToDictionary(k => k, _ => 0.5);

    // The step at which white noise settles is known but for its magnitude, and rises sixteenfold from frequency to frequency.
    private static readonly Dictionary<double, double> Falling =
        ErrorTables.Falling(Rising.Keys, 1 / Math.Sqrt(Options.Samples), Options.Threshold);

    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(Rising), claim => claim switch
        {
            "early-stopping-overfit" => ("losses", "test_loss"),
            "early-stopping-spectrum" => ("spectra", "learned"),
            _ => ("errors", "error"),
        });

    [Fact]
    public void Frequencies_that_settle_in_falling_order_refute_the_order()
    {
        var falling = Rising.Keys.Zip(Rising.Values.Reverse()).ToDictionary();
        var claims = Study.ConcludeFrom(Options, Tables(falling)).Claims;
        Assert.All(
            claims.Where(c => c.Claim.Id.StartsWith("order-", StringComparison.Ordinal)),
            claim => Assert.Equal((Verdict.NotSupported, -1.0), (claim.Verdict, claim.Estimate)));
        Assert.All(
            claims.Where(c => c.Claim.Id.StartsWith("left-", StringComparison.Ordinal)),
            claim => Assert.Equal(Verdict.NotSupported, claim.Verdict));
    }

    [Fact]
    public void A_separation_of_less_than_two_doublings_refutes_it()
    {
        var near = new Dictionary<double, double> { [1] = 4, [3] = 32, [5] = 64, [7] = 64 };
        Assert.NotEqual(Verdict.Supported, PermutedClaims.Judge(Study, Options, Tables(near), "separation-sines").Verdict);
        Assert.Equal(3, PermutedClaims.Judge(Study, Options, Tables(Rising), "separation-sines").Estimate, 1e-12);
    }

    [Fact]
    public void Where_frequency_5_never_settles_the_last_step_stands_for_it()
    {
        var settling = new Dictionary<double, double>(Rising) { [5] = 1e9, [7] = 1e9 };
        Assert.Equal(
            Math.Log2(Options.Steps / 32.0), PermutedClaims.Judge(Study, Options, Tables(settling), "separation-sines").Estimate, 1e-12);
    }

    [Fact]
    public void Frequencies_that_never_settle_count_against_the_order()
    {
        var never = Rising.Keys.ToDictionary(k => k, _ => 1e9);
        Assert.All(
            Study.ConcludeFrom(Options, Tables(never)).Claims.Where(c => c.Claim.Id.StartsWith("order-", StringComparison.Ordinal)),
            claim => Assert.Equal((Verdict.NotSupported, 6), (claim.Verdict, claim.NeverReached)));
    }

    /// <summary>A target whose spectrum falls is learned in order by white noise, too, but what is left of that is not in order.</summary>
    [Fact]
    public void Targets_whose_spectrum_falls_steeply_leave_nothing_to_claim()
    {
        var tables = Tables(Rising, amplitudes: Falling);
        foreach (var fit in Fits)
        {
            PermutedClaims.RequireRivalDecides(Study, Options, tables, $"order-{fit}");
            var left = PermutedClaims.Judge(Study, Options, tables, $"left-{fit}");
            Assert.NotEqual(Verdict.Supported, left.Verdict);
            Assert.All(left.Rivals, rival => Assert.InRange(rival.Estimate, -1, 0.1));
        }

        PermutedClaims.RequireRivalDecides(Study, Options, tables, "separation-sines");
    }

    [Fact]
    public void Noise_that_any_learner_overfits_leaves_nothing_to_claim_of_the_network() =>
        PermutedClaims.RequireRivalDecides(Study, Options with { Noise = 3 }, Tables(Rising), "early-stopping-overfit");

    /// <summary>Little of everything is learned at the best step: little of the high frequencies, too.</summary>
    [Fact]
    public void A_best_step_at_which_hardly_anything_is_learned_leaves_nothing_to_claim_of_the_spectrum() =>
        PermutedClaims.RequireRivalDecides(
            Study, Options, Tables(Rising, trainLoss: step => Math.Pow(1 - (step / 4096.0), 2)), "early-stopping-spectrum");

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
        var findings = Study.ConcludeFrom(options, Tables(Rising).With(Errors(["steps"], Rising)));
        Assert.Equal(["order-steps", "left-steps"], findings.Claims.Select(c => c.Claim.Id));
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
            var scattered = Tables(Rising, testLoss: (_, _) => Math.Exp(random.NextDouble()));
            return PermutedClaims.Judge(Study, EarlyStoppingAlone, scattered, "early-stopping-overfit").Verdict == Verdict.Supported;
        });
        Assert.InRange(supported, 0, 5);
    }

    // Nothing else is concluded, a hundred times over.
    private static FrequencyPrinciple1dOptions EarlyStoppingAlone => Options with { Targets = [], Controls = false };

    // The test loss falls to its lowest value at step 64 and doubles with every second later record.
    private static double FallingThenRising(long seed, long step) =>
        0.01 * Math.Pow(2, Math.Abs(Math.Log2(Math.Max(step, 1)) - 6) / 2) * (1 + (0.01 * seed));

    private static TableSet Tables(
        Dictionary<double, double> settling,
        Dictionary<double, double>? amplitudes = null,
        Func<long, long, double>? testLoss = null,
        Func<long, double>? trainLoss = null)
    {
        var fits = new List<FrequencyPrinciple1d.Fit>();
        var spectra = new List<FrequencyPrinciple1d.Spectrum>();
        foreach (var (seed, step) in ErrorTables.Seeds.SelectMany(seed => ErrorTables.Steps.Select(step => (seed, step))))
        {
            var (last, loss) = (step == ErrorTables.Steps[^1], Math.Pow(ErrorTables.Total(step), 2));
            fits.Add(new(
                FrequencyPrinciple1d.EarlyStopping, seed, step, trainLoss?.Invoke(step) ?? loss,
                (testLoss ?? FallingThenRising)(seed, step)));
            fits.AddRange(Experiments.Select(name => new FrequencyPrinciple1d.Fit(name, seed, step, loss, loss)));
            spectra.AddRange(Enumerable.Range(0, 10).Select(frequency => new FrequencyPrinciple1d.Spectrum(
                FrequencyPrinciple1d.EarlyStopping, seed, step, frequency, 0.1, frequency < 3 ? 0.3 : last ? 0.2 : 0.01 * seed)));
            spectra.AddRange(
                from name in Experiments
                from amplitude in amplitudes ?? Equal
                select new FrequencyPrinciple1d.Spectrum(name, seed, step, amplitude.Key, amplitude.Value, amplitude.Value));
        }

        return new TableSet([Errors(Experiments, settling), Table.Of(fits), Table.Of(spectra)]);
    }

    private static Table Errors(string[] experiments, Dictionary<double, double> settling) => ErrorTables.Of(
        experiments, settling, (name, seed, step, frequency, error) =>
            new FrequencyPrinciple1d.FrequencyError(name, seed, step, frequency, error, error));
}
