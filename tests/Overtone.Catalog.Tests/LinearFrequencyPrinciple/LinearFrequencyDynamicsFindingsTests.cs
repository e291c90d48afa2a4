using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class LinearFrequencyDynamicsFindingsTests
{
    private static readonly LinearFrequencyDynamics Study = new();
    private static readonly LinearFrequencyDynamicsOptions Options = new() { Shares = [0.8, 0.5, 0.1] };

    [Fact]
    public void No_claim_survives_a_permuted_table() => PermutedClaims.Require(Study, Options, Tables(), Changed);

    [Theory]
    [InlineData("course-cubic", "blind")]
    [InlineData("course-cubic", "second term")]
    [InlineData("course-linear", "blind")]
    [InlineData("course-linear", "first term")]
    [InlineData("course-between", "blind")]
    [InlineData("course-between", "first term")]
    [InlineData("course-between", "second term")]
    [InlineData("course-nested", "blind")]
    [InlineData("course-nested", "first term")]
    [InlineData("course-nested", "second term")]
    public void A_rival_that_is_as_near_leaves_nothing_to_claim_of_the_course(string claim, string rival)
    {
        var tables = Tables();
        PermutedClaims.RequireRivalDecides(Study, Options, tables.With(Table.Of(tables.Rows<LinearFrequencyDynamics.FunctionValue>()
            .Select(r => rival switch
            {
                "blind" => r with { Blind = r.Prediction },
                "first term" => r with { FirstTerm = r.Prediction },
                _ => r with { SecondTerm = r.Prediction },
            }))), claim);
    }

    [Theory]
    [InlineData("first term")]
    [InlineData("second term")]
    public void A_term_that_keeps_time_as_well_leaves_nothing_to_claim_of_the_time_scale(string rival)
    {
        var tables = Tables();
        PermutedClaims.RequireRivalDecides(Study, Options, tables.With(Table.Of(tables.Rows<LinearFrequencyDynamics.TrainingError>()
            .Select(r => rival == "first term" ? r with { FirstTerm = r.Prediction } : r with { SecondTerm = r.Prediction }))),
            "time-scale");
    }

    [Fact]
    public void Nothing_is_claimed_of_networks_that_are_the_blind_learner()
    {
        var tables = Tables();
        var blind = tables
            .With(Table.Of(tables.Rows<LinearFrequencyDynamics.FunctionValue>().Select(r => r with { Network = r.Blind })))
            .With(Table.Of(tables.Rows<LinearFrequencyDynamics.DirectionError>().Select(r => r with { Left = r.Share * r.Label })));
        foreach (var claim in Study.ConcludeFrom(Options, blind).ClaimsOf(ClaimRole.Claim).Where(c => c.Claim.Id != "time-scale"))
            Assert.True(claim.Verdict != Verdict.Supported, claim.Claim.Id);
    }

    [Fact]
    public void The_worst_time_is_judged_in_ranges_of_the_labels()
    {
        var tables = Tables();
        // Away at one time only.
        var away = tables.With(Table.Of(tables.Rows<LinearFrequencyDynamics.FunctionValue>()
            .Select(r => r.Share == 0.1 ? r with { Network = r.Prediction + 0.1 } : r)));
        Assert.Equal(0.1 / 0.5, PermutedClaims.Judge(Study, Options, away, "course-between").Estimate, 1e-12);
        Assert.Equal(0.1 / 2, PermutedClaims.Judge(Study, Options, away, "course-nested").Estimate, 1e-12);
    }

    [Fact]
    public void Rates_are_the_networks_over_the_predicted_ones_where_the_labels_are()
    {
        var estimates = Study.ConcludeFrom(Options, Tables()).Estimates;
        Assert.Equal(["rate_between", "rate_exclusive_or", "rate_nested"], estimates.Select(e => e.Name));
        Assert.All(estimates, estimate => Assert.Equal(1.1, estimate.Value, 1e-9));
    }

    private static TableSet Changed(string claim, int seed)
    {
        var tables = Tables();
        TableSet Permuted(string table, string column) => tables.With(tables[table].Permute(column, seed));
        return claim switch
        {
            "time-scale" => Permuted("errors", "network"),
            "order-between" or "order-nested" => Permuted("directions", "left"),
            "ends-at-limit" or "exclusive-or-scales" => tables.With(Table.Of(tables.Rows<LinearFrequencyDynamics.Identity>()
                .Select(r => r with { Limit = 0.01, Scaling = 0.01 }))),
            _ => Permuted("functions", "network"),
        };
    }

    // The prediction approaches its end unevenly and the network lies beside it; every rival is far from both.
    private static TableSet Tables()
    {
        var functions = new List<LinearFrequencyDynamics.FunctionValue>();
        var errors = new List<LinearFrequencyDynamics.TrainingError>();
        var directions = new List<LinearFrequencyDynamics.DirectionError>();
        var rates = new List<LinearFrequencyDynamics.DirectionRate>();
        var identities = new List<LinearFrequencyDynamics.Identity>();
        foreach (var experiment in (string[])["cubic", "linear", "between", "exclusive-or", "nested-exclusive-or"])
        {
            var range = experiment.EndsWith("or", StringComparison.Ordinal) ? 2 : 0.5;
            for (var seed = 1; seed <= 10; seed++)
            {
                identities.Add(new(experiment, seed, 0, 0, 0));
                // Along the last one the labels have nothing to speak of.
                rates.AddRange([new(experiment, seed, 1, 3, 2, 2.2), new(experiment, seed, 2, 4, 1, 1.1)]);
                foreach (var (share, step) in ((double, long)[])[(1, 0), (0.8, 10), (0.5, 40), (0.1, 200)])
                {
                    errors.Add(new(
                        experiment, seed, share, step, step, Math.Pow(share, 1.05), share, Math.Pow(share, 0.6), Math.Pow(share, 0.4)));
                    directions.Add(new(experiment, seed, share, 1, 3, 3 * share * share * share));
                    directions.Add(new(experiment, seed, share, 2, 4, 4 * share));
                    directions.Add(new(experiment, seed, share, 3, 0.1, 0.1));
                    for (var n = 0; n <= 20; n++)
                    {
                        double x = (n * 0.1) - 1, end = x * x * range, uneven = share * (1 - share) * Math.Sin(3 * x) * range,
                            aside = (n % 2 == 0 ? 0.004 : -0.004) * range * (share < 1 ? 1 : 0), away = (share < 1 ? 0.1 : 0) * range;
                        var prediction = ((1 - share) * end) + uneven;
                        functions.Add(new(
                            experiment, seed, share, x, 0, prediction + aside, prediction, (1 - share) * end, prediction + away,
                            prediction - away));
                    }
                }
            }
        }

        return new TableSet(
            [Table.Of(functions), Table.Of(errors), Table.Of(directions), Table.Of(rates), Table.Of(identities)]);
    }
}
