from django.urls import path

from therapist.views import mine

app_name = "letters"
urlpatterns = [
    path("week/<int:number>/letter/", mine.letter, name="letter"),
    path("messages/", mine.messages, name="messages"),
]
