using Overtone.Catalog.FourierFeatures;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FourierFeatures;

public class FourierFeaturesFindingsTests
{
    private static readonly FourierFeaturesStudy Study = new();
    private static readonly FourierFeaturesOptions Options = new() { Size = 16 };
    private static readonly FittedNetworks Networks = FittedNetworks.Of(Options);

    [Fact]
    public void Made_up_tables_support_every_claim_and_no_control()
    {
        foreach (var claim in Study.ConcludeFrom(Options, Tables()).Claims)
        {
            Assert.Equal(claim.Claim.Role == ClaimRole.Claim ? Verdict.Supported : Verdict.NotSupported, claim.Verdict);
        }
    }

    [Fact]
    public void No_claim_survives_a_permuted_table()
    {
        var tables = Tables();
        var claims = Study.ConcludeFrom(Options, tables).Claims.Where(c => c.Claim.Role == ClaimRole.Claim);
        foreach (var claim in claims.Select(c => c.Claim.Id))
        {
            var (table, column) =
                claim.Contains("deviation", StringComparison.Ordinal) || claim.StartsWith("between", StringComparison.Ordinal)
                    ? ("psnr", "psnr")
                    : ("rings", "error");
            for (var seed = 0; seed < 5; seed++)
            {
                var permuted = PermutedClaims.Judge(Study, Options, tables.With(tables[table].Permute(column, seed)), claim);
                Assert.True(permuted.Verdict != Verdict.Supported, $"{claim} survives permutation {seed}: estimate {permuted.Estimate}");
            }
        }
    }

    [Fact]
    public void Too_few_widths_leave_none_between_and_are_refused()
    {
        using var run = new TestRun();
        var fault = Assert.Throws<InvalidOptionException>(() => run.Execute(Study, Options with { Deviations = [1, 2, 3] }));
        Assert.Equal("--deviations", fault.Option);
    }

    // At the last of many steps the features have what the plain network lacks; a middle width fills in best.
    private static TableSet Tables()
    {
        var psnr = new List<FourierFeaturesStudy.Fit>();
        var rings = new List<FourierFeaturesStudy.Ring>();
        for (var seed = 1; seed <= 16; seed++)
        {
            foreach (var (network, pixels) in Networks.Fits)
            {
                foreach (var step in new[] { 0, 5, 20, 50, 100, 200, 300 })
                {
                    Add(network, pixels, seed, step);
                }
            }
        }

        return new TableSet([Table.Of(psnr), Table.Of(rings)]);

        void Add(CoordinateNetwork network, TrainingPixels pixels, int seed, int step)
        {
            var (name, last) = (network.Name, step == 300);
            var slow = network == FittedNetworks.Plain || network == Networks.Smallest;
            for (var ring = 0; ring <= 8; ring++)
            {
                rings.Add(new(name, pixels, seed, step, ring, !last ? 0.7 : slow ? (ring < 2 ? 0.1 : 1) : 0.1));
            }

            var between = Networks.Between.Contains(network);
            psnr.Add(new(name, pixels, seed, step, FourierFeaturesStudy.Trained, last ? (slow ? 10 : 40) : 15));
            psnr.Add(
                new(name, pixels, seed, step, FourierFeaturesStudy.HeldOut, last && between && pixels == TrainingPixels.Half ? 20.0 : 10));
        }
    }
}
