using System.Text.Json;
using System.Text.Json.Nodes;
using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

/// <summary>Whatever happened to what a run stored: it is set aside or named in a sentence, and never ends in another error.</summary>
public sealed class DamagedStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"trial\": null}")]
    [InlineData("not JSON")]
    [InlineData("")]
    [InlineData("\"\\ud800\"")]
    public void A_record_that_is_none_is_set_aside(string content) => SetAside(path => File.WriteAllText(path, content));

    [Theory]
    [InlineData("trial", null)]
    [InlineData("tables", null)]
    [InlineData("artefacts", null)]
    [InlineData("tables", "[]")]
    [InlineData("tables", "{\"values\": null}")]
    [InlineData("tables", "{\"values\": 7}")]
    [InlineData("tables", "{\"values\": \"\"}")]
    [InlineData("tables", "{\"../../../secret\": \"0000000000000000000000000000000000000000000000000000000000000000\"}")]
    [InlineData("tables", "{\"\": \"0000000000000000000000000000000000000000000000000000000000000000\"}")]
    [InlineData("artefacts", "{\"/etc/passwd\": \"0000000000000000000000000000000000000000000000000000000000000000\"}")]
    [InlineData("artefacts", "{\"none\": \"0000000000000000000000000000000000000000000000000000000000000000\"}")]
    [InlineData("seconds", "\"long\"")]
    public void A_record_with_a_member_that_cannot_be_is_set_aside(string member, string? value) => SetAside(path => Change(path, record =>
        record[member] = value is null ? null : JsonNode.Parse(value)));

    [Theory]
    [InlineData("parameters", "{\"seed\": 99, \"sides\": 2}")]
    [InlineData("parameters", "null")]
    [InlineData("resources", "null")]
    [InlineData("inputs", "[null]")]
    [InlineData("inputs", "null")]
    [InlineData("version", "2")]
    [InlineData("study", "null")]
    public void A_record_of_another_trial_is_set_aside(string member, string value) =>
        SetAside(path => Change(path, record => record["trial"]![member] = JsonNode.Parse(value)));

    [Fact]
    public void A_record_without_a_member_is_set_aside() => SetAside(path => Change(path, record => record.Remove("artefacts")));

    [Fact]
    public void What_is_printed_of_a_record_has_no_control_characters()
    {
        string warning = SetAside(path => Change(path, record => record["tables"]!["\u001b]0;PWN\u0007/x"] = "0"));
        Assert.DoesNotContain(warning, char.IsControl);
    }

    [Theory]
    [InlineData("null", "JSON")]
    [InlineData("{}", "JSON")]
    [InlineData("{\"study\": 1}", "study")]
    [InlineData("nothing", "JSON")]
    [InlineData("", "JSON")]
    public void A_manifest_that_is_none_names_what_was_found(string content, string field)
    {
        File.WriteAllText(_folder["run.json"], content);
        string message = Assert.Throws<InvalidDataException>(() => RunFolder.ReadManifest(_folder.Path)).Message;
        Assert.StartsWith($"{_folder["run.json"]}: {field}: found ", message);
        Assert.EndsWith(", expected a run's manifest", message);
    }

    [Theory]
    [InlineData("options", "null", "options: found null, expected an object")]
    [InlineData("options", "[1]", "options: found array, expected an object")]
    [InlineData("trials", "[null]", "trials: found null, expected keys of 32 hexadecimal digits")]
    [InlineData("trials", "[\"../../etc\"]", "trials: found ../../etc, expected keys of 32 hexadecimal digits")]
    [InlineData("notMeasured", "[null]", "notMeasured: found null, expected trials with their reasons")]
    [InlineData("environment", "{\"threads\": null}", "environment: found null, expected texts")]
    public void A_manifest_with_a_member_that_cannot_be_names_it(string member, string value, string expected)
    {
        RunManifest manifest = Manifests.Of(new CoinStudy(), new CoinOptions());
        File.WriteAllText(_folder["run.json"], JsonSerializer.Serialize(manifest, StudyJson.Indented));
        Change(_folder["run.json"], run => run[member] = JsonNode.Parse(value));
        Assert.Equal($"{_folder["run.json"]}: {expected}",
            Assert.Throws<InvalidDataException>(() => RunFolder.ReadManifest(_folder.Path)).Message);
    }

    [Fact]
    public void Options_of_another_kind_are_named()
    {
        JsonElement options = JsonSerializer.SerializeToElement(new { sides = "many" });
        RunManifest manifest = Manifests.Of(new CoinStudy(), new CoinOptions()) with { Options = options };
        string message = Assert.Throws<InvalidDataException>(() =>
            RunFolder.ReadOptions(_folder.Path, manifest, typeof(CoinOptions))).Message;
        Assert.StartsWith($"{_folder["run.json"]}: sides: found ", message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(43)]
    public void A_checkpoint_that_was_cut_is_removed_and_the_trial_starts_anew(int length) => Restart(path =>
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength(length);
    });

    [Fact]
    public void A_checkpoint_with_one_bit_changed_is_removed_and_the_trial_starts_anew() => Restart(path =>
    {
        byte[] content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
    });

    private void Restart(Action<string> damage)
    {
        var read = new List<byte[]?>();
        bool fail = true;
        var study = new CoinStudy
        {
            OnMeasure = (_, context) =>
            {
                using Stream? checkpoint = context.Context.OpenCheckpoint();
                read.Add(checkpoint is null ? null : new BinaryReader(checkpoint).ReadBytes(100));
                context.Context.SaveCheckpoint(stream => stream.Write("content"u8));
                if (fail)
                    throw new InvalidOperationException("a bad coin");
            },
        };
        Run(study, "a");
        Run(study, "a");
        Assert.Equal("content"u8.ToArray(), read[1]);
        damage(Assert.Single(Directory.GetFiles(Path.Combine(_folder["store"], "checkpoints"))));
        fail = false;
        var observer = new AnnouncementObserver();
        Assert.NotNull(Run(study, "a", observer).Findings);
        Assert.Null(read[2]);
        string announced = Assert.Single(observer.Announced);
        Assert.StartsWith("warning: ", announced);
        Assert.Contains("starts over", announced);
        Assert.Contains(": found ", announced);
    }

    private string SetAside(Action<string> damage)
    {
        var study = new CoinStudy();
        Run(study, "a");
        damage(Assert.Single(Directory.GetFiles(_folder["store"], "trial.json", SearchOption.AllDirectories)));
        var observer = new RecordingObserver();
        Assert.NotNull(Run(study, "b", observer).Findings);
        Assert.Equal(2, study.MeasuredTrials);
        Assert.Single(Directory.GetDirectories(Path.Combine(_folder["store"], "corrupt")));
        string warning = Assert.Single(observer.Warnings);
        Assert.EndsWith("; the stored trial is set aside and measured again", warning);
        return warning;
    }

    private RunOutcome Run(CoinStudy study, string name, IRunObserver? observer = null)
    {
        var options = new CoinOptions { Throws = 1 };
        RunManifest manifest = Manifests.Of(study, options);
        using RunFolder folder = RunFolder.Open(_folder[name], manifest);
        return new StudyRun(study, options, new RunEnvironment { Store = _folder["store"] }, new InProcessRunner())
            .Execute(folder, manifest, observer ?? new RecordingObserver(), CancellationToken.None);
    }

    private static void Change(string path, Action<JsonObject> change)
    {
        JsonObject record = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(record);
        File.WriteAllText(path, record.ToJsonString());
    }

    private sealed class AnnouncementObserver : IRunObserver
    {
        public List<string> Announced { get; } = [];

        public void Planned(IReadOnlyList<Trial> trials)
        {
        }

        public void Observed(TrialEvent e)
        {
            if (e.Kind == TrialEventKind.Announced)
                Announced.Add(e.Text);
        }

        public void Warned(string text)
        {
        }
    }
}
