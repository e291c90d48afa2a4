namespace Overtone.Catalog.Audit;

/// <summary>What one of several models is called.</summary>
/// <param name="Label">In names of tables, figures and estimates: lower-case letters, digits and hyphens.</param>
/// <param name="Name">In sentences and figures: its file's name.</param>
internal sealed record ModelName(string Label, string Name);
