from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_chosen_files"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="applications_of_procedure",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["municipality", "section", "procedure_code", "state", "-id"],
                name="applications_of_procedure",
            ),
        ),
        migrations.AddIndex(
            model_name="caselabel",
            index=models.Index(fields=["municipality", "label", "-case"], name="applications_labelled"),
        ),
    ]
