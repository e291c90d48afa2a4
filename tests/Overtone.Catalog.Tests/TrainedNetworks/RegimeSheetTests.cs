using Overtone.Catalog.TrainedNetworks;
using Overtone.Training.Regimes;

namespace Overtone.Catalog.Tests.TrainedNetworks;

public class RegimeSheetTests
{
    private static readonly RegimeSheetOptions Small = new()
    {
        Data = "planted:size=32,train=64,test=10",
        Shown = 6,
        Epochs = 1,
    };

    [Fact]
    public void Every_regime_has_its_row_and_changes_the_images()
    {
        string[] rows = Rows(Small, out Dictionary<string, double> distances);
        Assert.Equal([.. RegimeCatalog.All.Select(kind => kind.Id).Prepend("as they are")], rows);
        Assert.All(distances.Skip(1), regime => Assert.True(regime.Value > 0, $"{regime.Key} changes nothing"));
    }

    [Fact]
    public void Regimes_that_grey_images_cannot_take_are_left_out()
    {
        string[] rows = Rows(Small with { Data = "digits" }, out _);
        Assert.DoesNotContain("autoaugment", rows);
        Assert.Contains("gaussian-noise", rows);
    }

    private static string[] Rows(RegimeSheetOptions options, out Dictionary<string, double> distances)
    {
        using var run = new TestRun();
        var outcome = run.Execute(new RegimeSheetStudy(), options);
        Assert.Empty(outcome.Failures);
        var sheet = outcome.Tables["sheet"];
        var pixels = sheet.Texts("regime").Zip(sheet.Numbers("red")).GroupBy(r => r.First, r => r.Second).ToArray();
        double[] plain = [.. pixels[0]];
        distances = pixels.ToDictionary(r => r.Key, r => r.Zip(plain).Sum(p => Math.Abs(p.First - p.Second)));
        return [.. pixels.Select(r => r.Key)];
    }
}
