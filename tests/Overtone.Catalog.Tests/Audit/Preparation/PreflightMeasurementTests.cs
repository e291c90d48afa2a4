using Overtone.Catalog.Audit;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.Audit;

public class PreflightMeasurementTests
{
    [Theory]
    [InlineData("by libtorch", null)]
    [InlineData("gradients of another function (0.2 of their spread)", "gradients of another function (0.2 of their spread)")]
    public void A_subject_is_told_why_its_gradients_are_not_its_own(string found, string? fault)
    {
        var tables = new TableSet([Table.Of<ModelProperty>(
        [
            new("outputs", "logits"), new("batches", "of any size"), new("gradients", found),
        ])]);
        Assert.Equal(fault, PreflightMeasurement.Apply(tables, SmallAudit.Subject).GradientFault);
    }
}
