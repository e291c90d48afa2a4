using Overtone.Studies.Findings;

namespace Overtone.Studies.Tests.Findings;

public class EstimateTableTests
{
    [Fact]
    public void Every_number_has_a_row_and_every_subject_a_column()
    {
        var table = EstimateTable.Of([
            Of("", "difference", 1),
            Of("a", "accuracy", 0.5),
            Of("a", "area", 3, "m²"),
            Of("b", "accuracy", 0.25),
            Of("b", "speed", 7),
        ]);

        Assert.Equal(["a", "b"], table.Subjects);
        Assert.Equal(["accuracy", "area", "speed"], table.Rows.Select(row => row.Name));
        Assert.Equal(["", "m²", ""], table.Rows.Select(row => row.Unit));
        Assert.Equal([[0.5, 0.25], [3, null], [null, 7]], table.Rows.Select(row => row.Values.Select(value => value?.Value).ToArray()));
    }

    [Fact]
    public void Without_subjects_it_is_empty() => Assert.Empty(EstimateTable.Of([Of("", "accuracy", 1)]).Rows);

    private static Estimate Of(string subject, string name, double value, string unit = "") =>
        new()
        {
            Subject = subject,
            Name = subject.Length == 0 ? name : $"{subject}.{name}",
            Value = value,
            Unit = unit,
            Statement = "It is so.",
        };
}
