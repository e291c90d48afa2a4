using System.Text.Json;
using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Studies;

namespace Overtone.Catalog.Tests.Audit;

public class AuditTrialTests
{
    [Fact]
    public void The_attack_is_part_of_the_trial_and_comes_back_as_it_was()
    {
        var budget = new AttackBudget(new NormBall(AttackNorm.Linf, 0.1), new NormBall(AttackNorm.L2, 0.5), Steps: 1, Seed: 3);
        foreach (var attack in AttackCatalog.All.SelectMany(family => family.Within(budget)))
        {
            var trial = new AttackTrial(SmallAudit.Subject, attack, 5);
            var json = JsonSerializer.Serialize<AuditTrial>(trial, StudyJson.Compact);
            Assert.StartsWith("{\"$type\":\"attack\",", json, StringComparison.Ordinal);
            Assert.Equal(attack, ((AttackTrial)JsonSerializer.Deserialize<AuditTrial>(json, StudyJson.Compact)!).Attack);
        }
    }

    [Fact]
    public void The_help_names_every_attack()
    {
        var property = typeof(AuditOptions).GetProperty(nameof(AuditOptions.Attacks))!;
        var help = property.GetCustomAttributes(false).OfType<OptionAttribute>().Single().Description;
        Assert.All(AttackCatalog.All, family => Assert.Contains(family.Id, help, StringComparison.Ordinal));
    }

    [Fact]
    public void A_kind_that_is_not_there_is_named() => Assert.Contains(
        "found horoscope, expected one of probe, preflight",
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<AuditTrial>("{\"$type\":\"horoscope\"}", StudyJson.Compact)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Every_part_is_in_the_help_and_its_kinds_are_its_own()
    {
        Assert.Equal(
            AuditParts.All.Sum(part => part.Trials.Count),
            AuditParts.All.SelectMany(part => part.Trials).DistinctBy(k => k.Name).Count());
        string[] titles = [.. StudyOptions.PropertiesOf(typeof(AuditOptions))
            .Select(p => p.GetCustomAttributes(false).OfType<OptionAttribute>().Single().Group).Distinct()];
        Assert.Equal(["", .. new ModelAudit().OptionGroups.Order()], titles.Order());
    }
}
